package io.metricskit.spring.aop;

import org.springframework.util.ClassUtils;

/** A library that an application may have on its class path, known by the name of a class. */
enum OptionalLibrary {

    /** The class is a servlet, so it is there only with the API of servlets. */
    SPRING_MVC("org.springframework.web.servlet.DispatcherServlet"),
    REACTIVE_STREAMS("org.reactivestreams.Publisher"),
    REACTOR("reactor.core.publisher.Flux"),
    RX_JAVA("io.reactivex.rxjava3.core.Flowable"),
    COROUTINES("kotlinx.coroutines.Job"),
    COROUTINES_OF_REACTOR("kotlinx.coroutines.reactor.MonoKt");

    private final String className;

    OptionalLibrary(String className) {
        this.className = className;
    }

    String className() {
        return className;
    }

    boolean isPresent() {
        return ClassUtils.isPresent(className, OptionalLibrary.class.getClassLoader());
    }
}
