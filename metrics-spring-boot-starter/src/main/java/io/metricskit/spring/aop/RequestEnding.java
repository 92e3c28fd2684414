package io.metricskit.spring.aop;

import java.lang.reflect.Method;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.context.request.async.AsyncWebRequest;
import org.springframework.web.context.request.async.CallableProcessingInterceptor;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.DeferredResultProcessingInterceptor;
import org.springframework.web.context.request.async.WebAsyncManager;
import org.springframework.web.context.request.async.WebAsyncTask;
import org.springframework.web.context.request.async.WebAsyncUtils;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * The end of what a handler method of Spring MVC returns for the request to go on with: its {@code Callable} has run,
 * its {@code DeferredResult} is set, its emitter has completed, the request has timed out or the client is gone.
 */
final class RequestEnding implements Ending {
    /*
     * DeferredResult and ResponseBodyEmitter have listeners of their own, but of some kinds only one, which is the
     * user's or the framework's. The request's WebAsyncManager lets any number of interceptors know what becomes of its
     * one asynchronous result. A request whose asynchronous part does not start, or whose Callable an executor rejects,
     * never calls them; it runs the destruction callback at the end of its first dispatch.
     */

    /** Destruction callbacks need names, which replace each other within a request. */
    private static final AtomicLong CALLBACKS = new AtomicLong();

    /** Returns whether Spring MVC calls the method with requests. */
    private static boolean isHandler(Method method) {
        return AnnotatedElementUtils.hasAnnotation(method, RequestMapping.class)
                || AnnotatedElementUtils.hasAnnotation(method, HttpExchange.class);
    }

    /** Returns whether Spring MVC goes on with a class of results that a method returns. */
    static boolean covers(Class<?> type, Method method) {
        return (isOnlyOfHandlers(type)
                        || Callable.class.isAssignableFrom(type)
                        || StreamingResponseBody.class.isAssignableFrom(type)
                        || (HttpEntity.class.isAssignableFrom(type) && hasWrittenBody(method)))
                && isHandler(method);
    }

    /** Returns whether a method declares a response whose body something writes later, as Spring MVC finds out. */
    private static boolean hasWrittenBody(Method method) {
        Class<?> body = ResolvableType.forMethodReturnType(method).getGeneric().toClass();
        return ResponseBodyEmitter.class.isAssignableFrom(body) || StreamingResponseBody.class.isAssignableFrom(body);
    }

    static @Nullable String obstacle(Method method) {
        Class<?> declared = method.getReturnType();
        return isOnlyOfHandlers(declared) && !isHandler(method)
                ? "it returns a " + declared.getName()
                        + ", whose end is known only if the method of a controller that handles the request returns it"
                : null;
    }

    private static boolean isOnlyOfHandlers(Class<?> type) {
        return DeferredResult.class.isAssignableFrom(type)
                || WebAsyncTask.class.isAssignableFrom(type)
                || ResponseBodyEmitter.class.isAssignableFrom(type);
    }

    @Override
    public Object follow(Object result, OpenCall call) {
        if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request)) {
            throw new IllegalStateException("a " + result.getClass().getName()
                    + " tells when it ends only within a request, and there is none");
        }
        WebAsyncManager manager = WebAsyncUtils.getAsyncManager(request.getRequest());
        RequestCall listener = new RequestCall(call, manager);
        manager.registerCallableInterceptor(listener, listener);
        manager.registerDeferredResultInterceptor(listener, listener);
        AsyncWebRequest webRequest = manager.getAsyncWebRequest();
        if (webRequest != null) {
            webRequest.addTimeoutHandler(listener::timesOut);
            webRequest.addErrorHandler(call::fail);
        }
        request.registerDestructionCallback(
                RequestEnding.class.getName() + CALLBACKS.incrementAndGet(),
                () -> listener.firstDispatchEnds(result),
                RequestAttributes.SCOPE_REQUEST);
        return result;
    }

    /** Ends the call of one request. */
    private static final class RequestCall
            implements CallableProcessingInterceptor, DeferredResultProcessingInterceptor {
        /*
         * When a request times out, its manager first interrupts the thread of the Callable, then asks the interceptors
         * for another result, and goes on with the first result that anyone has: that thread may be quicker to fail
         * than they are to answer. So what the Callable comes to after the timeout is no end of the call. The handler
         * that is behind the manager's own, on the same thread, ends it with what the request goes on with. An error
         * interrupts the Callable too, but nothing reaches the client any more: it ends the call at once.
         */

        private final OpenCall call;
        private final WebAsyncManager manager;
        private volatile boolean hasBegun;
        private volatile boolean hasTimedOut;
        private volatile @Nullable Object outcomeAfterTimeout;

        RequestCall(OpenCall call, WebAsyncManager manager) {
            this.call = call;
            this.manager = manager;
        }

        /** Ends the call if nothing goes on with the result. */
        void firstDispatchEnds(Object result) {
            if (!hasBegun && manager.getConcurrentResult() instanceof Throwable failure) {
                call.fail(failure);
            } else if (!manager.isConcurrentHandlingStarted()) {
                call.succeed(result);
            }
        }

        @Override
        public <T> void preProcess(NativeWebRequest request, Callable<T> task) {
            hasBegun = true;
        }

        /** Comes before the manager knows of the timeout. */
        void timesOut() {
            hasTimedOut = true;
        }

        @Override
        public <T> void beforeConcurrentHandling(NativeWebRequest request, Callable<T> task) {
            AsyncWebRequest webRequest = manager.getAsyncWebRequest();
            if (webRequest != null) {
                webRequest.addTimeoutHandler(this::endTimedOut);
            }
        }

        private void endTimedOut() {
            Object outcome = manager.getConcurrentResult();
            boolean isOfTheInterrupt = outcome instanceof Throwable && outcome == outcomeAfterTimeout;
            if (isOfTheInterrupt || !manager.hasConcurrentResult()) {
                call.fail(new AsyncRequestTimeoutException());
            } else {
                endWith(outcome);
            }
        }

        @Override
        public <T> void postProcess(NativeWebRequest request, Callable<T> task, @Nullable Object outcome) {
            if (hasTimedOut) {
                outcomeAfterTimeout = outcome;
            } else {
                endWith(outcome);
            }
        }

        @Override
        public <T> void postProcess(NativeWebRequest request, DeferredResult<T> result, @Nullable Object outcome) {
            endWith(outcome);
        }

        private void endWith(@Nullable Object outcome) {
            if (outcome instanceof Throwable failure) {
                call.fail(failure);
            } else {
                call.succeed(outcome);
            }
        }

        @Override
        public <T> void afterCompletion(NativeWebRequest request, Callable<T> task) {
            call.cancel();
        }

        @Override
        public <T> void afterCompletion(NativeWebRequest request, DeferredResult<T> result) {
            call.cancel();
        }
    }
}
