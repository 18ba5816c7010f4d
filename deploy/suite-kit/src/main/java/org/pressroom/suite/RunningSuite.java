package org.pressroom.suite;

import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Starts the suite when the first test needs it. */
final class RunningSuite implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Suite.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        WithSuite wanted = AnnotationSupport.findAnnotation(context.getRequiredTestClass(), WithSuite.class)
                .orElseThrow();
        Store store = context.getRoot().getStore(ExtensionContext.Namespace.create(RunningSuite.class));
        List<String> options = List.of(wanted.options());
        return store.computeIfAbsent(options, Suite::start, Suite.class);
    }
}
