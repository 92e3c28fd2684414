package io.metricskit.sample;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What the shop sells: an item is the value of a label, so customers must not make up others. */
enum Item {
    BOOK,
    LAMP,
    PEN;

    /** Returns the name of the item in JSON and in labels. */
    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
