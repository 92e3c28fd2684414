package io.metricskit;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Handles for atomic access to the fields of this package's classes, which cost no object as atomic wrappers would. */
final class FieldHandle {

    private FieldHandle() {}

    /**
     * Returns the handle of a field.
     *
     * @param owner the lookup of the class that has the field
     */
    static VarHandle of(MethodHandles.Lookup owner, String name, Class<?> type) {
        try {
            return owner.findVarHandle(owner.lookupClass(), name, type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
