package io.metricskit.quantile;

import java.util.Arrays;

/**
 * The places of a batch's numbers among those that a sketch keeps, and how many belong to each place: scratch space of
 * {@link QuantileSketch#absorb}. Not thread-safe.
 */
final class BatchPlaces {

    /** The largest batch. A sketch that keeps as many numbers cannot absorb any, and has to merge them. */
    static final int MAX = 128;

    private final int[] places = new int[MAX];
    private final int[] hits = new int[MAX];

    /** Returns whether there is room for so many numbers, and for the places among so many kept ones. */
    static boolean takes(int numbers, int kept) {
        return numbers <= MAX && kept < MAX;
    }

    /** Finds the places of the first {@code length} numbers. */
    void find(RankedValues kept, double[] numbers, int length) {
        kept.places(numbers, length, places);
        Arrays.fill(hits, 0, kept.size() + 1, 0);
        for (int i = 0; i < length; i++) {
            hits[places[i]]++;
        }
    }

    /** Returns the place of a number of the batch. */
    int place(int index) {
        return places[index];
    }

    /** Returns how many numbers of the batch belong to a place, without those that were taken. */
    int hits(int place) {
        return hits[place];
    }

    void takeHits(int place) {
        hits[place] = 0;
    }
}
