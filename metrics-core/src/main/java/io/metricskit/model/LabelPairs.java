package io.metricskit.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Brings names and values in turn, as they are given, into the form that {@link Labels} keeps. */
final class LabelPairs {

    private LabelPairs() {}

    static void require(String... namesAndValues) {
        Objects.requireNonNull(namesAndValues, "labels must not be null");
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("labels must be names and values in turn, but got "
                    + namesAndValues.length + " strings: " + Quoted.of(Arrays.toString(namesAndValues)));
        }
    }

    /**
     * Returns the pairs sorted by name, without those whose values are empty.
     *
     * @param checkedName refuses a name, or returns it
     * @param given names and values in turn; may be changed and returned
     */
    static String[] normalised(UnaryOperator<String> checkedName, String... given) {
        String[] pairs = given.length > 2 * Labels.MAX_LABELS ? fewOfMany(checkedName, given) : given;
        boolean someEmpty = false;
        for (int i = 0; i < pairs.length; i += 2) {
            String name = checkedName.apply(pairs[i]);
            String value = Objects.requireNonNull(
                    pairs[i + 1], () -> "the value of label " + Quoted.of(name) + " must not be null");
            someEmpty |= value.isEmpty();
            insertSorted(pairs, i, name, LabelValue.normalise(value));
        }
        return someEmpty ? Arrays.copyOf(pairs, withoutEmptyValues(pairs)) : pairs;
    }

    /** Leaves out labels with empty values before they are sorted, which takes too long where there are many. */
    private static String[] fewOfMany(UnaryOperator<String> checkedName, String... pairs) {
        Map<String, String> values = new HashMap<>();
        List<String> few = new ArrayList<>();
        for (int i = 0; i < pairs.length; i += 2) {
            String name = checkedName.apply(pairs[i]);
            String value = pairs[i + 1];
            if (values.containsKey(name)) {
                throw givenTwice(name, values.get(name), value);
            }
            values.put(name, value);
            if (!"".equals(value)) {
                few.add(name);
                few.add(value);
            }
        }
        if (few.size() > 2 * Labels.MAX_LABELS) {
            throw new IllegalArgumentException(
                    "a series has at most " + Labels.MAX_LABELS + " labels, but got " + few.size() / 2);
        }
        return few.toArray(String[]::new);
    }

    private static IllegalArgumentException givenTwice(String name, String value, String other) {
        return new IllegalArgumentException("label " + Quoted.of(name) + " is given twice, with the values "
                + Quoted.of(value) + " and " + Quoted.of(other));
    }

    private static void insertSorted(String[] pairs, int length, String name, String value) {
        int at = length;
        while (at > 0 && pairs[at - 2].compareTo(name) >= 0) {
            if (pairs[at - 2].equals(name)) {
                throw givenTwice(name, pairs[at - 1], value);
            }
            pairs[at] = pairs[at - 2];
            pairs[at + 1] = pairs[at - 1];
            at -= 2;
        }
        pairs[at] = name;
        pairs[at + 1] = value;
    }

    private static int withoutEmptyValues(String[] pairs) {
        int length = 0;
        for (int i = 0; i < pairs.length; i += 2) {
            if (!pairs[i + 1].isEmpty()) {
                pairs[length] = pairs[i];
                pairs[length + 1] = pairs[i + 1];
                length += 2;
            }
        }
        return length;
    }
}
