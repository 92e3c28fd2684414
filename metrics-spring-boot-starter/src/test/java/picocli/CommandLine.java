package picocli;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** That of picocli, which is not on the class path of the tests. */
public final class CommandLine {

    @Retention(RetentionPolicy.RUNTIME)
    public @interface Option {}

    private CommandLine() {}
}
