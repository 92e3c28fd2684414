package io.metricskit.benchmarks;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The label values of one HTTP request after another: 16 combinations of a method and a status. */
@State(Scope.Thread)
public class Requests {

    static final int COMBINATIONS = 16;

    private static final String[] METHODS = {"GET", "POST", "PUT", "DELETE"};
    private static final String[] STATUSES = {"200", "301", "404", "500"};

    private int index;

    /** Goes on to the next request, and returns which of the combinations it is. */
    public int next() {
        index = (index + 1) & (COMBINATIONS - 1);
        return index;
    }

    static String method(int combination) {
        return METHODS[combination & 3];
    }

    static String status(int combination) {
        return STATUSES[combination >> 2];
    }
}
