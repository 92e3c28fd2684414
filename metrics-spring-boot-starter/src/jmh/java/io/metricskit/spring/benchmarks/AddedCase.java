package io.metricskit.spring.benchmarks;

import io.metricskit.benchmarks.report.Case;
import io.metricskit.benchmarks.report.Effort;
import io.metricskit.benchmarks.report.Row;
import io.metricskit.benchmarks.report.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Another case, with one more row for each in which one of the contenders takes part, which says what the others add to
 * it.
 *
 * @param measured the other case
 * @param base the id of the contender that is subtracted from the others
 */
record AddedCase(Case measured, String base) implements Case {

    @Override
    public List<Row> measure(Effort effort) throws Exception {
        List<Row> rows = new ArrayList<>();
        for (Row row : measured.measure(effort)) {
            rows.add(row);
            if (row.scores().containsKey(base)) {
                rows.add(added(row));
            }
        }
        return rows;
    }

    private Row added(Row row) {
        Map<String, Score> scores = new TreeMap<>(row.scores());
        Score less = scores.remove(base);
        scores.replaceAll((id, score) ->
                new Score(score.value() - less.value(), score.unit(), score.allocated() - less.allocated()));
        return new Row(row.title() + ", added", scores);
    }
}
