package org.pressroom.common.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.core.MethodParameter;

class RequiredRolesTest {

    @RequiresRole({Role.AUTHOR, Role.EDITOR})
    @Target(ElementType.PARAMETER)
    @Retention(RetentionPolicy.RUNTIME)
    private @interface ForSome {}

    @SuppressWarnings("unused")
    private interface Handlers {
        void forAnybody(Caller caller);

        void forAdmins(@RequiresRole(Role.ADMIN) Caller caller, String body);

        void forSome(@ForSome Caller caller);

        void tooLate(String body, @ForSome Caller caller);
    }

    private static List<Role> roles(String handler, int parameter) {
        Method method = Arrays.stream(Handlers.class.getDeclaredMethods())
                .filter(it -> it.getName().equals(handler))
                .findFirst()
                .orElseThrow();
        return List.of(RequiredRoles.of(new MethodParameter(method, parameter)));
    }

    @Test
    void theyAreReadFromTheParameterOrFromAnAnnotationOnIt() {
        assertThat(roles("forAnybody", 0)).isEmpty();
        assertThat(roles("forAdmins", 0)).containsExactly(Role.ADMIN);
        assertThat(roles("forSome", 0)).containsExactly(Role.AUTHOR, Role.EDITOR);
    }

    @Test
    void nothingMayStandBeforeThem() {
        assertThatThrownBy(() -> roles("tooLate", 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("tooLate");
    }
}
