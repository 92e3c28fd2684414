package io.metricskit.spring.aop;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.springframework.core.KotlinDetector;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.scheduling.annotation.Async;
import org.springframework.util.ClassUtils;

/** Determines when the calls of one method end, by what they return. Safe for use by many threads. */
final class Endings {
    /*
     * What a method declares says whether its calls can end later at all, and which types cannot be measured. Which
     * kind of result there is, each result's own class says, since a method may declare an Object or a Publisher; of
     * the types of that class, those count that the declared one leaves open. That is found out once for each class that
     * stays as long as the method; a call costs one look-up by a class, which allocates nothing.
     */

    private static final boolean WEB_MVC = OptionalLibrary.SPRING_MVC.isPresent();
    private static final boolean COROUTINES = OptionalLibrary.COROUTINES.isPresent();
    private static final boolean SUSPENDING = OptionalLibrary.COROUTINES_OF_REACTOR.isPresent();

    private final Method method;
    private final Class<?> declared;
    private final boolean isAlwaysAtReturn;
    private final Map<Class<?>, Ending> byClass = new ConcurrentHashMap<>();

    Endings(Method method) {
        this.method = method;
        this.declared = method.getReturnType();
        this.isAlwaysAtReturn = Modifier.isFinal(declared.getModifiers()) && find(declared) == Ending.AT_RETURN;
    }

    /** Returns how a call ends that has returned something. */
    Ending of(@Nullable Object result) {
        if (isAlwaysAtReturn || result == null) {
            return Ending.AT_RETURN;
        }
        Class<?> type = result.getClass();
        Ending known = byClass.get(type);
        return known != null ? known : ofNewClass(type);
    }

    private Ending ofNewClass(Class<?> type) {
        Ending found = find(type);
        // Kept here, the class of a plugin or a script would keep all others of its loader.
        if (ClassUtils.isCacheSafe(type, method.getDeclaringClass().getClassLoader())) {
            byClass.put(type, found);
        }
        return found;
    }

    private Ending find(Class<?> type) {
        boolean isFuture = Ending.mayBe(Future.class, declared);
        if (CompletionStage.class.isAssignableFrom(type)
                && (isFuture || Ending.mayBe(CompletionStage.class, declared))) {
            return new StageEnding();
        }
        if (Future.class.isAssignableFrom(type) && isFuture) {
            return new FutureEnding();
        }
        if (COROUTINES && Ending.isAnyOf(JobEnding.TYPES, type, declared)) {
            return new JobEnding();
        }
        // Before those of requests, as Spring MVC looks at results too: Mono.just(..) is also a Callable.
        Ending reactive = ReactiveEndings.find(type, declared);
        if (reactive != null) {
            return reactive;
        }
        return WEB_MVC && RequestEnding.covers(type, method) ? new RequestEnding() : Ending.AT_RETURN;
    }

    /**
     * Returns why it will not be known when calls of a method end, or null if it will.
     *
     * @param type the user's class, which may inherit the method
     */
    static @Nullable String obstacle(Method method, Class<?> type) {
        Class<?> declared = method.getReturnType();
        if (CompletionStage.class.isAssignableFrom(declared)
                || (COROUTINES && Ending.isAnyOf(JobEnding.TYPES, declared, declared))) {
            return null;
        }
        if (Future.class.isAssignableFrom(declared)) {
            return isAsync(method, type)
                    ? null
                    : "it returns a " + declared.getName()
                            + ", which does not tell when it ends; return a CompletableFuture";
        }
        if (KotlinDetector.isSuspendingFunction(method)) {
            return SUSPENDING
                    ? null
                    : "it is a suspend function, and kotlinx-coroutines-reactor, through which Spring calls these, is"
                            + " not on the class path";
        }
        String web = WEB_MVC ? RequestEnding.obstacle(method) : null;
        return web != null ? web : ReactiveEndings.obstacle(declared);
    }

    /** Returns whether Spring calls the method on another thread, where it returns a future that is done. */
    private static boolean isAsync(Method method, Class<?> type) {
        return MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY).isPresent(Async.class)
                || MergedAnnotations.from(type, SearchStrategy.TYPE_HIERARCHY).isPresent(Async.class);
    }
}
