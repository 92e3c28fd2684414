package io.metricskit;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Handles for atomic access to the fields of this package's classes, which cost no object as atomic wrappers would. */
final class FieldHandle {

    private FieldHandle() {}

    /** Returns the handle of a field of the class that looks it up. */
    static VarHandle of(MethodHandles.Lookup owner, String name, Class<?> type) {
        try {
            return owner.findVarHandle(owner.lookupClass(), name, type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
