package io.metricskit.http;

import java.time.Duration;

/**
 * The times that a client may take, or has to wait.
 *
 * @param request from the first byte of a request to its last
 * @param stall between two pieces of the answer that it takes
 * @param answer for the whole answer
 * @param slot until one of the scrapes that are under way has ended
 */
record Deadlines(Duration request, Duration stall, Duration answer, Duration slot) {

    static final Deadlines DEFAULT = new Deadlines(
            Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(2));
}
