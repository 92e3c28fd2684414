package io.metricskit.exposition;

import io.metricskit.Metric;
import io.metricskit.model.LabelNames;
import io.metricskit.model.Labels;
import io.metricskit.model.SampleSink;
import io.metricskit.model.Series;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes families in one format: the seam behind which formats differ. One is made for each scrape, and used by one
 * thread.
 *
 * @param <H> what the format encodes once a family
 */
abstract class FormatWriter<H> implements SampleSink {

    private final EscapingScheme escaping;

    private @Nullable ExposedFamily family;

    /** The label names that the head below is for; series share them, so identity will do. */
    private @Nullable LabelNames shape;

    /** The names as they are shown, where those are others. */
    private @Nullable LabelNames renamed;

    private @Nullable H head;

    FormatWriter(EscapingScheme escaping) {
        this.escaping = escaping;
    }

    /** Writes a family straight from its metric, which cannot fail half-way. */
    abstract void stream(ExposedFamily family, Metric<?> metric);

    /** Begins a family, to which the next samples belong. */
    void begin(ExposedFamily next) {
        family = next;
        shape = null;
    }

    /** Writes a family from what a writer of the same format has written since {@link #begin}, a sample or more. */
    abstract void append(ExposedFamily family, BoundedBuffer samples);

    /** Writes what the format has behind all families. */
    void finish() {}

    /** Returns the head for series, with the constant labels of the exposition that they do not shadow. */
    abstract H headFor(ExposedFamily family, Labels common);

    /** Returns a series as the scraper gets to see it, after which {@link #head} is the one for it. */
    final Series shown(Series series) {
        if (series.labelNames() != shape) {
            LabelNames names = series.labelNames();
            LabelNames shownNames = escaping.shown(names);
            shape = names;
            renamed = shownNames == names ? null : shownNames;
            // A label of the series' own wins over a constant label of the exposition: no name may stand there twice.
            head = headFor(family(), escaping.unshadowed(family().constLabels(), shownNames));
        }
        return renamed == null ? series : series.renamed(renamed);
    }

    final ExposedFamily family() {
        return Objects.requireNonNull(family, "no family has begun");
    }

    /** Returns what was encoded for the series shown last. */
    final H head() {
        return Objects.requireNonNull(head, "no series was shown");
    }

    final EscapingScheme escaping() {
        return escaping;
    }
}
