package io.metricskit.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ref.Reference;

/**
 * A process that prints how many bytes of heap each series of a library retains, once it was recorded into and scraped.
 *
 * <p>The arguments are the library, what to count, the {@link SeriesKind} or {@link FamilyKind}, and how many of them.
 */
final class RetainedMemory {

    /** The series of one family. */
    static final String SERIES = "series";

    /** Families of one series. */
    static final String FAMILIES = "families";

    private static final int COLLECTIONS = 5;

    private RetainedMemory() {}

    public static void main(String[] arguments) throws IOException {
        int count = Integer.parseInt(arguments[3]);
        String[] paths = SeriesKind.paths(count);
        // Classes that are loaded and caches that are filled by the first series belong to no series.
        fill(Library.named(arguments[0]), arguments[1], arguments[2], SeriesKind.paths(1));

        long before = usedHeap();
        Library library = Library.named(arguments[0]);
        fill(library, arguments[1], arguments[2], paths);
        library.scrape(Format.TEXT, OutputStream.nullOutputStream());
        long after = usedHeap();

        Reference.reachabilityFence(library);
        Reference.reachabilityFence(paths);
        System.out.println((after - before) / (double) count);
    }

    private static void fill(Library library, String counted, String kind, String[] paths) {
        if (counted.equals(SERIES)) {
            SeriesKind.valueOf(kind).fill(library, paths);
        } else {
            for (int i = 0; i < paths.length; i++) {
                FamilyKind.valueOf(kind).add(library, i);
            }
        }
    }

    private static long usedHeap() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
