package io.metricskit.model;

import io.metricskit.encoding.ByteWriter;
import io.metricskit.encoding.LabelEscaping;
import io.metricskit.encoding.ProtobufLabels;
import java.util.Arrays;
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

    private static final int FIELDS = 3;
    private static final String[] NO_MORE = {};
    private static final Series UNLABELLED = of(Labels.empty());

    private final LabelNames names;

    /*
     * The values, parallel to the names; an empty one is an absent label. An array for all of them would weigh 16 to 32
     * bytes more, and be one more place in memory that each look-up has to read.
     */
    private final @Nullable String value0;
    private final @Nullable String value1;
    private final @Nullable String value2;
    private final String[] moreValues;

    private final byte[] encoded;

    /** Null until a scraper asks for protobuf, as few do. */
    private volatile byte @Nullable [] protobuf;

    /**
     * Creates a series.
     *
     * @param names the names, shared with the other series of the same shape
     * @param values their values, in the same order and normalised as those of {@link Labels} are
     */
    protected Series(LabelNames names, String[] values) {
        this.names = names;
        this.value0 = values.length > 0 ? values[0] : null;
        this.value1 = values.length > 1 ? values[1] : null;
        this.value2 = values.length > 2 ? values[2] : null;
        this.moreValues = values.length > FIELDS ? Arrays.copyOfRange(values, FIELDS, values.length) : NO_MORE;
        this.encoded = LabelEscaping.encode(names.array(), names.areLegacy(), values);
    }

    /**
     * Returns a series with the given labels.
     *
     * @param labels the labels
     */
    public static Series of(Labels labels) {
        String[] names = new String[labels.size()];
        for (int i = 0; i < names.length; i++) {
            names[i] = labels.name(i);
        }
        return of(labels, LabelNames.of(names));
    }

    /**
     * Returns a series with the given labels, which shares its names with another one that has the same: formats work
     * out once what is the same for all series of a shape.
     *
     * @param labels the labels
     * @param other such as the series before it
     */
    public static Series of(Labels labels, Series other) {
        return hasNames(labels, other.names) ? of(labels, other.names) : of(labels);
    }

    private static boolean hasNames(Labels labels, LabelNames names) {
        boolean same = labels.size() == names.size();
        for (int i = 0; same && i < names.size(); i++) {
            same = names.get(i).equals(labels.name(i));
        }
        return same;
    }

    private static Series of(Labels labels, LabelNames names) {
        String[] values = new String[names.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = labels.value(i);
        }
        return new Series(names, values);
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
        return new Series(shown, values());
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
        String value = switch (index) {
            case 0 -> value0;
            case 1 -> value1;
            case 2 -> value2;
            default -> moreValues[index - FIELDS];
        };
        if (value == null) {
            throw new IndexOutOfBoundsException("expected the index of one of " + names + ", got " + index);
        }
        return value;
    }

    /**
     * Returns whether the values from an index on are those given.
     *
     * @param from the index of the first
     * @param values no more than there are from there on
     */
    public final boolean hasValues(int from, @Nullable String... values) {
        if (from == 0 && values.length > FIELDS) {
            // Where each value is kept need not be asked here.
            return same(value0, values[0])
                    && same(value1, values[1])
                    && same(value2, values[2])
                    && hasAllOfMore(values);
        }
        for (int i = 0; i < values.length; i++) {
            if (!same(labelValue(from + i), values[i])) {
                return false;
            }
        }
        return true;
    }

    private boolean hasAllOfMore(@Nullable String... values) {
        for (int i = FIELDS; i < values.length; i++) {
            if (!same(moreValues[i - FIELDS], values[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(@Nullable String a, @Nullable String b) {
        return a == b || (a != null && a.equals(b));
    }

    private String[] values() {
        String[] values = new String[names.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = labelValue(i);
        }
        return values;
    }

    /** Returns the labels as a set. */
    public final Labels labels() {
        String[] pairs = new String[2 * names.size()];
        for (int i = 0; i < names.size(); i++) {
            pairs[2 * i] = names.get(i);
            pairs[2 * i + 1] = labelValue(i);
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
            encoded = ProtobufLabels.encode(names.array(), values());
            protobuf = encoded;
        }
        return encoded;
    }
}
