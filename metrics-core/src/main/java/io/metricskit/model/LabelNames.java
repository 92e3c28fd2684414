package io.metricskit.model;

import io.metricskit.encoding.LegacyNames;
import io.metricskit.encoding.NameEscaping;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The label names that all series of one shape share, in the order in which they go on the wire.
 *
 * <p>Immutable. Instances are meant to be shared: a format may keep what it worked out for one, and recognise it by
 * identity.
 *
 * <pre>{@code
 * LabelNames names = LabelNames.of("method", "status");
 * }</pre>
 */
public final class LabelNames {

    private static final LabelNames NONE = new LabelNames(new String[0]);

    private final String[] names;
    private final boolean areLegacy;

    private LabelNames(String[] names) {
        this.names = names;
        this.areLegacy = areLegacy(names);
    }

    private static boolean areLegacy(String... names) {
        for (String name : names) {
            if (!LegacyNames.isLabelName(name)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns the given names in the given order.
     *
     * @param names label names, each once, of which no two become the same when they are escaped for older scrapers
     * @throws IllegalArgumentException if they are not, or there are more than {@value Labels#MAX_LABELS}
     * @throws NullPointerException if one is null
     */
    public static LabelNames of(String... names) {
        if (names.length == 0) {
            return NONE;
        }
        String[] copy = names.clone();
        if (copy.length > Labels.MAX_LABELS) {
            throw new IllegalArgumentException(
                    "a series has at most " + Labels.MAX_LABELS + " labels, but got " + copy.length);
        }
        for (int i = 0; i < copy.length; i++) {
            LabelName.checkedUtf8(copy[i]);
            if (indexOf(copy, i, copy[i]) >= 0) {
                throw new IllegalArgumentException("label name " + Quoted.of(copy[i]) + " is given twice");
            }
        }
        LabelNames made = new LabelNames(copy);
        made.requireDistinctWhenEscaped();
        return made;
    }

    /**
     * Refuses names of which two become the same when they are escaped for older scrapers, also where no series has
     * both: two series that differ in such names only would be one for these scrapers.
     *
     * @param shapes names of series of one family
     * @throws IllegalArgumentException if there are such names
     */
    public static void requireDistinctWhenEscaped(Collection<LabelNames> shapes) {
        Set<String> all = new LinkedHashSet<>();
        shapes.forEach(shape -> Collections.addAll(all, shape.names));
        new LabelNames(all.toArray(String[]::new)).requireDistinctWhenEscaped();
    }

    private void requireDistinctWhenEscaped() {
        if (!areLegacy) {
            for (NameEscaping escaping : NameEscaping.values()) {
                requireDistinct(escaping::labelName);
            }
        }
    }

    private void requireDistinct(UnaryOperator<String> escaping) {
        Map<String, String> byEscaped = new HashMap<>();
        for (String name : names) {
            String escaped = escaping.apply(name);
            String same = byEscaped.put(escaped, name);
            if (same != null) {
                throw new IllegalArgumentException("label names " + Quoted.of(same) + " and " + Quoted.of(name)
                        + " would both become " + Quoted.of(escaped) + " for some scrapers");
            }
        }
    }

    /**
     * Returns the names as a scraper gets to see them, which are not checked.
     *
     * @param escaping what makes of a name what is shown
     * @return this if no name changes
     */
    public LabelNames renamed(UnaryOperator<String> escaping) {
        String[] shown = names;
        for (int i = 0; i < names.length; i++) {
            String name = escaping.apply(names[i]);
            if (!name.equals(names[i])) {
                shown = shown == names ? names.clone() : shown;
                shown[i] = name;
            }
        }
        return shown == names ? this : new LabelNames(shown);
    }

    /** Returns whether every scraper knows the names. */
    public boolean areLegacy() {
        return areLegacy;
    }

    /** Returns the number of names. */
    public int size() {
        return names.length;
    }

    /**
     * Returns a name.
     *
     * @param index from 0
     */
    public String get(int index) {
        return names[index];
    }

    /**
     * Returns the index of a name, or -1.
     *
     * @param name any name
     */
    public int indexOf(@Nullable String name) {
        return indexOf(names, names.length, name);
    }

    private static int indexOf(String[] names, int end, @Nullable String name) {
        for (int i = 0; i < end; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** Returns the names in order; not to be changed. */
    String[] array() {
        return names;
    }

    /** Returns the names in order. */
    public List<String> toList() {
        return List.of(names);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LabelNames that && Arrays.equals(names, that.names);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(names);
    }

    @Override
    public String toString() {
        return Arrays.toString(names);
    }
}
