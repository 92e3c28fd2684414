package groovy.transform;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** That of Groovy, which is not on the class path of the tests. */
@Retention(RetentionPolicy.RUNTIME)
public @interface Internal {}
