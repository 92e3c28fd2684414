package io.metricskit.benchmarks.report;

import java.util.List;

/** Something to measure of every contender of a group. */
public interface Case {

    /**
     * Measures it.
     *
     * @param effort how thoroughly
     * @return one row, or one for each way in which the first contender can do it
     * @throws Exception if a contender fails; nothing is reported then
     */
    List<Row> measure(Effort effort) throws Exception;
}
