package io.metricskit;

import io.metricskit.model.Exemplar;
import org.jspecify.annotations.Nullable;

/**
 * The newest exemplar of each sample of one series. Threads may race: then one of their exemplars is kept, or one is
 * taken too many or too few; an exemplar itself is immutable, and never seen half.
 */
final class Exemplars {
    /*
     * How often to take one is left to those who read: an exemplar that was shown in a scrape may be followed by the
     * next. So a series costs one look at the current trace a scrape, and neither clock nor timer.
     */

    private final @Nullable Exemplar[] newest;
    private final boolean[] shown;

    Exemplars(int samples) {
        this.newest = new Exemplar[samples];
        this.shown = new boolean[samples];
    }

    /** Returns whether the next recording should bring one. */
    boolean wants(int index) {
        return newest[index] == null || shown[index];
    }

    void keep(int index, Exemplar exemplar) {
        newest[index] = exemplar;
        shown[index] = false;
    }

    /** Returns the newest for a scrape. */
    @Nullable Exemplar show(int index) {
        shown[index] = true;
        return newest[index];
    }
}
