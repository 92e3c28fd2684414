package io.metricskit.model;

import io.metricskit.encoding.LabelSetHash;
import io.metricskit.encoding.LegacyNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An immutable set of labels, each a name and a value, sorted by name.
 *
 * <p>Labels are normalised when they are made: a label whose value is empty is left out, as Prometheus sees no
 * difference; unpaired surrogates become U+FFFD; a value of more than 1 KiB of UTF-8 is cut at a code point and marked
 * with {@code …}. Two sets are equal when they have the same names and values after that, in whatever order they were
 * given.
 *
 * <pre>{@code
 * Labels labels = Labels.of("method", "GET", "path", "/orders");
 * requests.inc(labels);
 * }</pre>
 *
 * <p>Names match {@code [a-zA-Z_][a-zA-Z0-9_]*}, except for those that {@link #utf8} and {@link #with} take, and do not
 * begin with {@code __}, which Prometheus keeps for itself (<a
 * href="https://prometheus.io/docs/concepts/data_model/">data model</a>), nor become such a one where they are escaped
 * with underscores, or {@code __name__} in any way. Every method that makes labels throws
 * {@link IllegalArgumentException} for another name, for a name given twice and for more than {@value #MAX_LABELS}
 * labels, and {@link NullPointerException} for a null name or value.
 */
public final class Labels {

    /** The largest number of labels in a set. */
    public static final int MAX_LABELS = 32;

    private static final Labels EMPTY = new Labels(new String[0]);

    /** Names and values in turn, sorted by name. */
    private final String[] pairs;

    /** Worked out when first asked for; 0 until then. */
    private int hash;

    /** The first names of a metric that turned out to be those of the set; of others it is found out each time. */
    private @Nullable LabelNames shape;

    private Labels(String[] pairs) {
        this.pairs = pairs;
    }

    /** Returns the set without labels. */
    public static Labels empty() {
        return EMPTY;
    }

    /**
     * Returns a set of at most one label.
     *
     * @param name the label's name
     * @param value its value
     */
    public static Labels of(String name, String value) {
        return normalised(name, value);
    }

    /**
     * Returns a set of labels given as names and values in turn.
     *
     * @param namesAndValues name, value, name, value and so on
     */
    public static Labels of(String... namesAndValues) {
        LabelPairs.require(namesAndValues);
        return normalised(namesAndValues.clone());
    }

    /**
     * Returns a set of labels with names of any characters, for the metrics of registries with {@code utf8Names(true)}.
     *
     * <p>A name must still be there, not begin with {@code __}, and have no NUL and no unpaired surrogates.
     *
     * @param namesAndValues name, value, name, value and so on
     */
    public static Labels utf8(String... namesAndValues) {
        LabelPairs.require(namesAndValues);
        return normalised(LabelName::checkedUtf8, namesAndValues.clone());
    }

    /**
     * Returns a set with the entries of a map.
     *
     * @param labels values by name
     */
    public static Labels of(Map<String, String> labels) {
        List<String> pairs = new ArrayList<>(2 * labels.size());
        for (Map.Entry<String, String> label : labels.entrySet()) {
            pairs.add(label.getKey());
            pairs.add(label.getValue());
        }
        return normalised(pairs.toArray(String[]::new));
    }

    /**
     * Returns a set with one label more.
     *
     * @param name a name that this set does not have, of any characters as in {@link #utf8}
     * @param value its value
     */
    public Labels with(String name, String value) {
        String[] more = Arrays.copyOf(pairs, pairs.length + 2);
        more[pairs.length] = name;
        more[pairs.length + 1] = value;
        return normalised(LabelName::checkedUtf8, more);
    }

    /**
     * Returns a set without one of its labels.
     *
     * @param name the name of a label
     * @return this if it has no such label
     */
    public Labels without(String name) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i].equals(name)) {
                String[] rest = Arrays.copyOf(pairs, pairs.length - 2);
                System.arraycopy(pairs, i + 2, rest, i, rest.length - i);
                return rest.length == 0 ? EMPTY : new Labels(rest);
            }
        }
        return this;
    }

    /** Returns whether every scraper knows the names, as all do but some that {@link #utf8} and {@link #with} take. */
    public boolean hasLegacyNames() {
        for (int i = 0; i < pairs.length; i += 2) {
            if (!LegacyNames.isLabelName(pairs[i])) {
                return false;
            }
        }
        return true;
    }

    /** Returns the number of labels. */
    public int size() {
        return pairs.length / 2;
    }

    /** Returns whether there is no label. */
    public boolean isEmpty() {
        return pairs.length == 0;
    }

    /**
     * Returns the name of a label.
     *
     * @param index from 0, in the order of names
     */
    public String name(int index) {
        return pairs[2 * index];
    }

    /**
     * Returns the value of a label.
     *
     * @param index from 0, in the order of names
     */
    public String value(int index) {
        return pairs[2 * index + 1];
    }

    /**
     * Returns the value of a label, or null where the set does not have it.
     *
     * @param name the label's name
     */
    public @Nullable String get(String name) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i].equals(name)) {
                return pairs[i + 1];
            }
        }
        return null;
    }

    /** Returns the names, sorted. */
    public List<String> names() {
        String[] names = new String[size()];
        Arrays.setAll(names, this::name);
        return List.of(names);
    }

    /** Returns the labels as a new map, sorted by name. */
    public Map<String, String> toMap() {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < size(); i++) {
            map.put(name(i), value(i));
        }
        return map;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Labels labels && Arrays.equals(pairs, labels.pairs);
    }

    @Override
    public int hashCode() {
        int known = hash;
        if (known == 0) {
            int sum = 0;
            for (int i = 0; i < pairs.length; i += 2) {
                sum += LabelSetHash.pair(pairs[i], pairs[i + 1]);
            }
            known = LabelSetHash.spread(sum);
            hash = known;
        }
        return known;
    }

    /**
     * Returns whether these are the names of the set. Metrics ask this to find a series; applications need not.
     *
     * @param names any names
     * @param byName the indexes in them, in the order of the set
     */
    public boolean hasNames(LabelNames names, int[] byName) {
        if (shape == names) {
            return true;
        }
        if (size() != byName.length) {
            return false;
        }
        for (int i = 0; i < byName.length; i++) {
            if (!names.get(byName[i]).equals(name(i))) {
                return false;
            }
        }
        if (shape == null) {
            shape = names;
        }
        return true;
    }

    /**
     * Returns the labels for messages, on one line and much as PromQL writes them, such as {@code {method="GET"}}; of a
     * longer name or value the first 200 characters.
     */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < size(); i++) {
            text.append(i == 0 ? "" : ",").append(Quoted.inert(name(i))).append("=\"");
            text.append(Quoted.inert(value(i).replace("\\", "\\\\").replace("\"", "\\\"")))
                    .append('"');
        }
        return text.append('}').toString();
    }

    /** Makes a set of names and values in turn; takes ownership of the array. */
    private static Labels normalised(String... pairs) {
        return normalised(LabelName::checked, pairs);
    }

    private static Labels normalised(UnaryOperator<String> checkedName, String... given) {
        String[] pairs = LabelPairs.normalised(checkedName, given);
        return pairs.length == 0 ? EMPTY : new Labels(pairs);
    }
}
