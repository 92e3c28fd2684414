package io.metricskit.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ref.Reference;

/**
 * A process that prints how many bytes of heap each series of a library retains, once it was recorded into and scraped.
 *
 * <p>The arguments are the library, the {@link SeriesKind} and the number of series.
 */
final class RetainedMemory {

    private static final int COLLECTIONS = 5;

    private RetainedMemory() {}

    public static void main(String[] arguments) throws IOException {
        SeriesKind kind = SeriesKind.valueOf(arguments[1]);
        String[] paths = SeriesKind.paths(Integer.parseInt(arguments[2]));
        // Classes that are loaded and caches that are filled by the first series belong to no series.
        kind.fill(Library.named(arguments[0]), SeriesKind.paths(1));

        long before = usedHeap();
        Library library = Library.named(arguments[0]);
        Recorder recorder = kind.fill(library, paths);
        library.scrape(Format.TEXT, OutputStream.nullOutputStream());
        long after = usedHeap();

        Reference.reachabilityFence(library);
        Reference.reachabilityFence(recorder);
        Reference.reachabilityFence(paths);
        System.out.println((after - before) / (double) paths.length);
    }

    private static long usedHeap() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
