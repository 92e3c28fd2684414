package io.metricskit.spring.aop;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/** Keeps the names of the classes in a native image by which optional libraries are known. */
final class OptionalLibraryHints implements RuntimeHintsRegistrar {

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        for (OptionalLibrary library : OptionalLibrary.values()) {
            hints.reflection().registerTypeIfPresent(classLoader, library.className());
        }
    }
}
