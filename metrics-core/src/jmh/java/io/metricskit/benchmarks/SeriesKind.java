package io.metricskit.benchmarks;

import java.util.SplittableRandom;

/** The types of metrics, with what is recorded in each series before it is scraped. */
public enum SeriesKind {
    /** Whole numbers below a million. */
    COUNTER {
        @Override
        Recorder register(Library library, int series) {
            return library.counter(series);
        }

        @Override
        void fill(Recorder recorder, String method, String status, String path, SplittableRandom random) {
            recorder.record(method, status, path, random.nextInt(1_000_000));
        }
    },

    /** Numbers of 15 to 17 digits. */
    GAUGE {
        @Override
        Recorder register(Library library, int series) {
            return library.gauge(series);
        }

        @Override
        void fill(Recorder recorder, String method, String status, String path, SplittableRandom random) {
            recorder.record(method, status, path, 100 * random.nextDouble());
        }
    },

    /** Ten observations up to the last bucket. */
    HISTOGRAM {
        @Override
        Recorder register(Library library, int series) {
            return library.histogram(series);
        }

        @Override
        void fill(Recorder recorder, String method, String status, String path, SplittableRandom random) {
            for (int i = 0; i < 10; i++) {
                recorder.record(method, status, path, 1.25 * random.nextInt(10));
            }
        }
    },

    /** A thousand observations. */
    SUMMARY {
        @Override
        Recorder register(Library library, int series) {
            return library.summary(series);
        }

        @Override
        void fill(Recorder recorder, String method, String status, String path, SplittableRandom random) {
            for (int i = 0; i < 1000; i++) {
                recorder.record(method, status, path, random.nextDouble());
            }
        }
    };

    /** Registers a metric of this type. */
    abstract Recorder register(Library library, int series);

    /** Records into one series. */
    abstract void fill(Recorder recorder, String method, String status, String path, SplittableRandom random);

    /** Returns the values of the label {@code path}, all different, which tell the series apart. */
    static String[] paths(int series) {
        String[] paths = new String[series];
        for (int i = 0; i < series; i++) {
            paths[i] = "/api/v1/resources/" + i;
        }
        return paths;
    }

    /**
     * Registers a metric of this type with one series for each path, and records into all of them.
     *
     * @return what records into them
     */
    Recorder fill(Library library, String[] paths) {
        Recorder recorder = register(library, paths.length);
        SplittableRandom random = new SplittableRandom(42);
        for (int i = 0; i < paths.length; i++) {
            int combination = i % Requests.COMBINATIONS;
            fill(recorder, Requests.method(combination), Requests.status(combination), paths[i], random);
        }
        return recorder;
    }
}
