package io.metricskit.quantile;

/** Sorts a batch of observations in place. */
final class SmallSort {
    /*
     * Shell sort with the gaps of Ciura ("Best increments for the average case of shellsort", 2001). For a batch of up
     * to some hundred numbers it needs about as many comparisons as Arrays.sort, which on some JDKs allocates for
     * batches that happen to have runs in them.
     */

    private static final int[] GAPS = {57, 23, 10, 4, 1};

    private SmallSort() {}

    /** Sorts the first {@code length} numbers, none of which is NaN. */
    static void sort(double[] numbers, int length) {
        for (int gap : GAPS) {
            for (int i = gap; i < length; i++) {
                double number = numbers[i];
                int at = i;
                while (at >= gap && numbers[at - gap] > number) {
                    numbers[at] = numbers[at - gap];
                    at -= gap;
                }
                numbers[at] = number;
            }
        }
    }
}
