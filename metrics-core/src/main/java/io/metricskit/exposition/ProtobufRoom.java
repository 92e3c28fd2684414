package io.metricskit.exposition;

/**
 * The room in a family's message, whose length is written before it: added up in a first run over the series, and taken
 * in a second. Where nothing was measured, there is no bound. Used by one thread.
 */
final class ProtobufRoom {
    /*
     * Exemplars come and go between the runs. In the second they are written as long as they take no more than those of
     * the first did; a series that finds no room for its exemplars goes without, once.
     *
     * Series that were made in between come last, and are left to the next scrape where there is no room. Where a
     * series was removed, or an exemplar became shorter, something is left in the end. A filler takes at least two
     * bytes, so no less is ever left over.
     */

    /** The length of the shortest filler. */
    static final int MIN_FILLER = 2;

    private boolean measuring;

    /** What the series measured take together, then what is left of it. */
    private long forSeries = Long.MAX_VALUE;

    /** The same for what exemplars make them longer, which is part of that. */
    private long forExemplars = Long.MAX_VALUE;

    /** Begins the first run. */
    void measure() {
        measuring = true;
        forSeries = 0;
        forExemplars = 0;
    }

    /** Ends the first run, and returns how long the message is without its start; 0 without series. */
    long measured() {
        measuring = false;
        // An exemplar may become shorter by one byte, for which alone there is no filler.
        forSeries += forExemplars > 0 ? MIN_FILLER : 0;
        return forSeries;
    }

    /** Ends the second run, and returns what is left: nothing, or room for a filler. */
    long left() {
        long left = forSeries;
        forSeries = Long.MAX_VALUE;
        forExemplars = Long.MAX_VALUE;
        return left;
    }

    /** Measures a series, or takes room for it; returns whether it is to be written now. */
    boolean take(int length) {
        if (measuring) {
            forSeries += length;
            return false;
        }
        long left = forSeries - length;
        if (left != 0 && left < MIN_FILLER) {
            return false;
        }
        forSeries = left;
        return true;
    }

    /** Measures the exemplars of a series, or takes room for them; returns whether they may be part of it. */
    boolean takeForExemplars(int length) {
        if (measuring) {
            forExemplars += length;
            return true;
        }
        boolean fits = length <= forExemplars;
        forExemplars -= fits ? length : 0;
        return fits;
    }
}
