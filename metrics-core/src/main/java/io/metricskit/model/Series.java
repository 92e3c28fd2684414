package io.metricskit.model;

import io.metricskit.encoding.ByteWriter;
import io.metricskit.encoding.LabelEscaping;
import io.metricskit.encoding.ProtobufLabels;
import org.jspecify.annotations.Nullable;

/**
 * One labelled member of a family, with its labels kept ready for the wire: they are escaped and encoded once, when the
 * series is made, and copied at each scrape.
 *
 * <p>The metric types' children are series. A collector of your own may keep series too, or give plain {@link Labels}
 * to the {@link SampleSink}, which costs an encoding at each scrape.
 *
 * <pre>{@code
 * Series series = Series.of(Labels.of("pool", "a"));
 * }</pre>
 *
 * <p>The labels of a series never change, so that instances are safe for use by many threads.
 */
public class Series {

    /** In the place of a time: none is known. */
    public static final long NOT_KNOWN = -1;

    private static final Series UNLABELLED = of(Labels.empty());

    private final LabelNames names;

    /** Parallel to the names; an empty value is an absent label. */
    private final String[] values;

    private final byte[] encoded;

    /** Null until a scraper asks for protobuf, as few do. */
    private volatile byte @Nullable [] protobuf;

    /**
     * Creates a series.
     *
     * @param names the names, shared with the other series of the same shape
     * @param values their values, in the same order and normalised as those of {@link Labels} are; not copied
     */
    protected Series(LabelNames names, String[] values) {
        this.names = names;
        this.values = values;
        this.encoded = LabelEscaping.encode(names.array(), values);
    }

    /**
     * Returns a series with the given labels.
     *
     * @param labels the labels
     */
    public static Series of(Labels labels) {
        return of(Labels.empty(), labels);
    }

    /**
     * Returns a series with constant labels before its own.
     *
     * @param constLabels labels that all series of the family have
     * @param labels the series' own
     * @throws IllegalArgumentException if both have a label of the same name
     */
    public static Series of(Labels constLabels, Labels labels) {
        int first = constLabels.size();
        String[] names = new String[first + labels.size()];
        String[] values = new String[names.length];
        for (int i = 0; i < names.length; i++) {
            Labels from = i < first ? constLabels : labels;
            int index = i < first ? i : i - first;
            names[i] = from.name(index);
            values[i] = from.value(index);
        }
        return new Series(LabelNames.of(names), values);
    }

    /**
     * Returns a series with the given labels, which shares its names with another one that has the same: formats work
     * out once what is the same for all series of a shape.
     *
     * @param labels the labels
     * @param other such as the series before it
     */
    public static Series of(Labels labels, Series other) {
        LabelNames shape = other.names;
        if (shape.size() != labels.size()) {
            return of(labels);
        }
        String[] values = new String[shape.size()];
        for (int i = 0; i < values.length; i++) {
            if (!shape.get(i).equals(labels.name(i))) {
                return of(labels);
            }
            values[i] = labels.value(i);
        }
        return new Series(shape, values);
    }

    /** Returns the series without labels. */
    public static Series unlabelled() {
        return UNLABELLED;
    }

    /**
     * Returns a series with the same values under other names.
     *
     * @param shown as many names, in the same order
     */
    public final Series renamed(LabelNames shown) {
        return new Series(shown, values);
    }

    /**
     * Returns an example of what was counted lately, or null where there is none.
     *
     * @param index 0 for a counter; for a histogram the index of the bucket
     */
    public @Nullable Exemplar exemplar(int index) {
        return null;
    }

    /** Returns since when the series counts, in seconds since 1970-01-01T00:00Z, or {@link #NOT_KNOWN}. */
    public long createdSeconds() {
        return NOT_KNOWN;
    }

    /** Returns the names of the labels, in the order of the wire. */
    public final LabelNames labelNames() {
        return names;
    }

    /**
     * Returns the value of a label.
     *
     * @param index the index of its name in {@link #labelNames()}
     * @return the value, or an empty string where the label is absent
     */
    public final String labelValue(int index) {
        return values[index];
    }

    /** Returns the labels as a set. */
    public final Labels labels() {
        String[] pairs = new String[2 * values.length];
        for (int i = 0; i < values.length; i++) {
            pairs[2 * i] = names.get(i);
            pairs[2 * i + 1] = values[i];
        }
        return Labels.utf8(pairs);
    }

    /** Returns whether the series has at least one label. */
    public final boolean isLabelled() {
        return encoded.length > 0;
    }

    /** Returns how many bytes {@link #copyLabels} copies. */
    public final int labelsLength() {
        return encoded.length;
    }

    /**
     * Copies the labels as the text formats write them, in UTF-8, without braces.
     *
     * @param target where to
     * @param offset where in it to begin
     */
    public final void copyLabels(byte[] target, int offset) {
        System.arraycopy(encoded, 0, target, offset, encoded.length);
    }

    /**
     * Writes the labels as the text formats write them, {@code a="x",b="y"}, without braces.
     *
     * @param out where a format writes
     */
    public final void writeLabels(ByteWriter out) {
        out.put(encoded);
    }

    /** Returns how many bytes {@link #writeProtobufLabels} writes. */
    public final int protobufLabelsLength() {
        return protobufLabels().length;
    }

    /**
     * Writes the labels as protobuf messages. They are encoded when they are first asked for, and kept.
     *
     * @param out where a format writes
     */
    public final void writeProtobufLabels(ByteWriter out) {
        out.put(protobufLabels());
    }

    private byte[] protobufLabels() {
        byte[] encoded = protobuf;
        if (encoded == null) {
            encoded = ProtobufLabels.encode(names.array(), values);
            protobuf = encoded;
        }
        return encoded;
    }
}
