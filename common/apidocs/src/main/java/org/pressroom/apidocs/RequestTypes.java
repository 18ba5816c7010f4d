package org.pressroom.apidocs;

import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.Set;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/** The records that requests are read into. */
final class RequestTypes {

    private RequestTypes() {}

    static Set<Class<?>> of(RequestMappingHandlerMapping routes) {
        Set<Class<?>> types = new HashSet<>();
        routes.getHandlerMethods().values().forEach(handler -> {
            for (MethodParameter parameter : handler.getMethodParameters()) {
                if (parameter.hasParameterAnnotation(RequestBody.class)) {
                    collect(ResolvableType.forMethodParameter(parameter), types);
                }
            }
        });
        return types;
    }

    private static void collect(ResolvableType type, Set<Class<?>> types) {
        Class<?> raw = type.resolve(Object.class);
        for (ResolvableType argument : type.getGenerics()) {
            collect(argument, types);
        }
        if (raw.isRecord() && types.add(raw)) {
            for (RecordComponent component : raw.getRecordComponents()) {
                collect(ResolvableType.forMethodReturnType(component.getAccessor()), types);
            }
        }
    }
}
