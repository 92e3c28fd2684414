package io.metricskit;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets each of a few different lines through once a minute, so that faults that repeat neither flood the log nor hide
 * one another.
 */
final class FewLinesPerMinute {

    static final int MAX_LINES = 20;

    private final OncePerMinute minutes;
    private final Set<String> written = ConcurrentHashMap.newKeySet();

    FewLinesPerMinute(NanoClock clock) {
        this.minutes = new OncePerMinute(clock);
    }

    boolean isDue(String line) {
        if (minutes.isDue()) {
            written.clear();
        }
        return written.size() < MAX_LINES && written.add(line);
    }
}
