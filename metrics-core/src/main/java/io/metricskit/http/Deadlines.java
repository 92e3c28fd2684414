package io.metricskit.http;

import java.time.Duration;

/**
 * The times that a client may take.
 *
 * @param request from the first byte of a request to its last
 * @param stall between two pieces of the answer that it takes
 * @param answer for the whole answer
 */
record Deadlines(Duration request, Duration stall, Duration answer) {

    static final Deadlines DEFAULT =
            new Deadlines(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(60));
}
