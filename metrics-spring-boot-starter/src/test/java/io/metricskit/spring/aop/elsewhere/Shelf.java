package io.metricskit.spring.aop.elsewhere;

import org.springframework.web.bind.annotation.GetMapping;

/** A class with methods that no subclass in another package overrides. */
public class Shelf {

    private final int size = Integer.parseInt("5");

    int size() {
        return size;
    }

    @GetMapping("/shelved")
    int shelved() {
        return size;
    }

    /** Returns what the method of the package returns. */
    public final int sizeOfPackage() {
        return size();
    }

    /** Returns what the field has. */
    public int publicSize() {
        return size;
    }

    protected int protectedSize() {
        return size;
    }
}
