package io.metricskit.benchmarks.report;

import java.util.Map;

/**
 * The scores of one case.
 *
 * @param title what was measured
 * @param scores the scores by {@link Contender#id}; those of contenders that do not take part are missing
 */
public record Row(String title, Map<String, Score> scores) {

    public Row {
        scores = Map.copyOf(scores);
    }
}
