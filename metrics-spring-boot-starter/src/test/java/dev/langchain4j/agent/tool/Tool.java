package dev.langchain4j.agent.tool;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** That of LangChain4j, which is not on the class path of the tests. */
@Retention(RetentionPolicy.RUNTIME)
public @interface Tool {}
