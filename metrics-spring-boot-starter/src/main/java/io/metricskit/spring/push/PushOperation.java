package io.metricskit.spring.push;

/** The operation on the group of pushed metrics when the application ends. */
public enum PushOperation {

    /** They stay as they were pushed last. */
    NONE,

    /** They are pushed once more, in the place of all that the group has. */
    REPLACE,

    /** They are pushed once more, in the place of those of the same names. */
    ADD,

    /** The group is removed. */
    DELETE
}
