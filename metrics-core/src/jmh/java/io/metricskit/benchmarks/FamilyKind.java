package io.metricskit.benchmarks;

/** What a registry of many small families is made of. */
public enum FamilyKind {
    /** A counter without labels. */
    COUNTER {
        @Override
        void add(Library library, int number) {
            library.counterAlone("events_" + number);
        }
    },

    /** A gauge that is asked for its value, of 15 to 17 digits. */
    CALLBACK {
        @Override
        void add(Library library, int number) {
            library.callback("level_" + number, () -> number / 7.0);
        }
    };

    /** Adds one family. */
    abstract void add(Library library, int number);
}
