package io.metricskit.benchmarks.report;

import java.util.List;

/**
 * Cases that share one table.
 *
 * @param title the table's heading
 * @param note what its cells and cases are; a paragraph of Markdown
 * @param contenders the columns; all others are compared with the first
 * @param cases what is measured, in the order of the rows
 */
public record Group(String title, String note, List<Contender> contenders, List<Case> cases) {

    public Group {
        contenders = List.copyOf(contenders);
        cases = List.copyOf(cases);
    }
}
