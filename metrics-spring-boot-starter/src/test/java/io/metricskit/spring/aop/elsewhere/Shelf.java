package io.metricskit.spring.aop.elsewhere;

/** A class with a method that no subclass in another package overrides. */
public class Shelf {

    private final int size = Integer.parseInt("5");

    int size() {
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
