package io.metricskit;

import io.metricskit.model.Exemplar;
import io.metricskit.model.LabelNames;
import io.metricskit.model.Series;
import org.jspecify.annotations.Nullable;

/** A series that adds up what is recorded: it knows since when, and keeps an example of what was recorded lately. */
abstract class CumulativeSeries extends Series {

    private static final int MILLIS = 1000;

    /** Unsigned, which is enough until 2106. */
    private final int createdSeconds = (int) (System.currentTimeMillis() / MILLIS);

    /** Null until there is a first one, so that series without exemplars do not pay for them. */
    private volatile @Nullable Exemplars exemplars;

    CumulativeSeries(LabelNames names, String[] values) {
        super(names, values);
    }

    @Override
    public final long createdSeconds() {
        return Integer.toUnsignedLong(createdSeconds);
    }

    @Override
    public final @Nullable Exemplar exemplar(int index) {
        Exemplars kept = exemplars;
        return kept == null ? null : kept.show(index);
    }

    /** Returns how many samples of the series may have an exemplar. */
    abstract int exemplarSamples();

    /** Takes an exemplar of a sample from a source, unless there is one that no scrape has shown yet. */
    final void takeExemplar(ExemplarSource source, int index, double value) {
        Exemplars kept = exemplars;
        if (kept == null || kept.wants(index)) {
            keepExemplar(source.current(value), index);
        }
    }

    /** Keeps an exemplar in the place of an earlier one; null changes nothing. */
    final void keepExemplar(@Nullable Exemplar exemplar, int index) {
        if (exemplar == null) {
            return;
        }
        Exemplars kept = exemplars;
        if (kept == null) {
            // Of two threads that come here at once one loses its exemplar, as if the other had come later.
            kept = new Exemplars(exemplarSamples());
            exemplars = kept;
        }
        kept.keep(index, exemplar);
    }
}
