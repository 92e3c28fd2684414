package javafx.fxml;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** That of JavaFX, which is not on the class path of the tests. */
@Retention(RetentionPolicy.RUNTIME)
public @interface FXML {}
