package org.flowable.common.engine.api.delegate;

/** That of Flowable, which is not on the class path of the tests. */
@FunctionalInterface
public interface Expression {

    String getExpressionText();
}
