package org.pressroom.testkit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;

/** Tells a program under test what its annotations {@link WithServers} and {@link WithTokens} ask for. */
record ServersCustomizer(boolean servers, boolean tokens) implements ContextCustomizer {
    @Override
    public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
        Map<String, Object> properties = new HashMap<>();
        // Nobody shares out requests to a program under test.
        properties.put("pressroom.draining.pause", "0s");
        if (servers) {
            Servers running = Servers.running();
            properties.put("pressroom.database.host", running.database().host());
            properties.put("pressroom.database.port", running.database().port());
            properties.put("pressroom.database.name", running.database().name());
            properties.put("pressroom.database.username", running.database().username());
            properties.put("pressroom.database.password", running.database().password());
            properties.put("spring.kafka.bootstrap-servers", running.bootstrapServers());
        }
        if (tokens) {
            properties.put("pressroom.security.keys-uri", Tokens.keysUri().toString());
        }
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test kit", properties));
    }

    /** Found by Spring through {@code META-INF/spring.factories}. */
    static final class Factory implements ContextCustomizerFactory {
        @Override
        public @Nullable ContextCustomizer createContextCustomizer(
                Class<?> testClass, List<ContextConfigurationAttributes> attributes) {
            boolean servers = TestContextAnnotationUtils.hasAnnotation(testClass, WithServers.class);
            boolean tokens = TestContextAnnotationUtils.hasAnnotation(testClass, WithTokens.class);
            return servers || tokens ? new ServersCustomizer(servers, tokens) : null;
        }
    }
}
