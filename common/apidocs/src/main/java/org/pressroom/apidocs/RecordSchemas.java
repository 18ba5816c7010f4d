package org.pressroom.apidocs;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.RefUtils;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.text.EmailAddress;
import org.pressroom.common.text.Slug;
import org.pressroom.common.validation.InPlaceOf;
import org.pressroom.common.validation.Line;
import org.pressroom.common.validation.MailAddress;
import org.pressroom.common.validation.SlugShape;
import org.pressroom.common.validation.Text;
import org.pressroom.common.validation.WebAddress;
import org.springdoc.core.providers.ObjectMapperProvider;

/**
 * Completes the schemas of records. What is answered always has all of its properties, but those that are left out for
 * null; what is sent must have those that may not be null, and keep to the limits of our own constraints.
 */
final class RecordSchemas implements ModelConverter {

    /** In the dialect of JSON Schema, which has no possessive quantifiers. */
    private static final String SLUG = "^[a-z0-9]+(?:-[a-z0-9]+)*$";

    private static final Pattern CHOICE = Pattern.compile("`[a-z-]+`(?:, `[a-z-]+`)* or `[a-z-]+`");
    private static final Pattern ONE_OF_THEM = Pattern.compile("`([a-z-]+)`");

    private final ObjectMapperProvider mapper;
    private final Set<Class<?>> requests;
    private final SourceComments comments;
    private final SchemaNames names = new SchemaNames();

    /** @param requests the records that are sent, as a whole or in a part of another */
    RecordSchemas(ObjectMapperProvider mapper, Set<Class<?>> requests, SourceComments comments) {
        this.mapper = mapper;
        this.requests = requests;
        this.comments = comments;
    }

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        if (!chain.hasNext()) {
            return null;
        }
        JavaType javaType = mapper.jsonMapper().constructType(type.getType());
        if (javaType == null || !javaType.getRawClass().isRecord()) {
            return chain.next().resolve(type, context, chain);
        }
        type.setName(names.of(javaType));
        Schema<?> schema = chain.next().resolve(type, context, chain);
        if (schema != null) {
            Schema<?> model = model(schema, context);
            if (model != null && model.getProperties() != null) {
                model.setDescription(comments.getClassJavadoc(javaType.getRawClass()));
                model.setRequired(null);
                model.setAnyOf(null);
                complete(model, javaType.getRawClass());
            }
        }
        return schema;
    }

    private static @Nullable Schema<?> model(Schema<?> schema, ModelConverterContext context) {
        return schema.get$ref() == null
                ? schema
                : context.getDefinedModels()
                        .get(String.valueOf(
                                RefUtils.extractSimpleName(schema.get$ref()).getLeft()));
    }

    private void complete(Schema<?> model, Class<?> type) {
        boolean sent = requests.contains(type);
        Set<String> required = new LinkedHashSet<>(model.getRequired() == null ? List.of() : model.getRequired());
        Set<String> replaceable = replaceable(type);
        for (RecordComponent component : type.getRecordComponents()) {
            if (isAnnotated(component, JsonUnwrapped.class)) {
                complete(model, component.getType());
                required.addAll(model.getRequired());
                continue;
            }
            Schema<?> property = model.getProperties().get(component.getName());
            if (property == null) {
                continue;
            }
            property.setDescription(description(component));
            enumerate(property);
            boolean leftOut = isLeftOut(component, type);
            limit(property, component);
            limitItems(property, component);
            InPlaceOf other = annotation(component, InPlaceOf.class);
            if (sent && other != null) {
                model.addAnyOfItem(given(other.value(), model));
                model.addAnyOfItem(given(component.getName(), model));
            }
            boolean always = sent ? isRequired(component) && !replaceable.contains(component.getName()) : !leftOut;
            if (always) {
                required.add(component.getName());
            }
            if (sent ? !always : always && isNullable(component)) {
                model.getProperties().put(component.getName(), orNull(property));
            }
        }
        model.setRequired(List.copyOf(required));
    }

    /** The names of components in whose place others may be sent. */
    private static Set<String> replaceable(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(component -> annotation(component, InPlaceOf.class))
                .filter(Objects::nonNull)
                .map(InPlaceOf::value)
                .collect(Collectors.toSet());
    }

    /** That a property is there, and is not null. */
    private static Schema<?> given(String name, Schema<?> model) {
        Schema<?> declared = Objects.requireNonNull(model.getProperties().get(name), name);
        Set<String> types = new LinkedHashSet<>(declared.getTypes());
        types.remove("null");
        Schema<?> property = new JsonSchema();
        property.setTypes(types);
        Schema<?> given = new JsonSchema();
        given.addProperty(name, property);
        given.setRequired(List.of(name));
        return given;
    }

    private static boolean isRequired(RecordComponent component) {
        return isAnnotated(component, NotNull.class)
                || isAnnotated(component, NotEmpty.class)
                || isAnnotated(component, NotBlank.class)
                || component.getType().isPrimitive()
                || isSaidToBeRequired(component);
    }

    /** Where a body is checked by hand. */
    private static boolean isSaidToBeRequired(RecordComponent component) {
        io.swagger.v3.oas.annotations.media.Schema said =
                annotation(component, io.swagger.v3.oas.annotations.media.Schema.class);
        return said != null && said.requiredMode() == RequiredMode.REQUIRED;
    }

    private static boolean isLeftOut(RecordComponent component, Class<?> type) {
        JsonInclude include = annotation(component, JsonInclude.class);
        JsonInclude all = include == null ? type.getAnnotation(JsonInclude.class) : include;
        if (all == null || all.value() == JsonInclude.Include.ALWAYS) {
            return false;
        }
        return isNullable(component)
                || (all.value() == JsonInclude.Include.NON_EMPTY
                        && Collection.class.isAssignableFrom(component.getType()));
    }

    private static boolean isNullable(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private @Nullable String description(RecordComponent component) {
        return comments.getRecordClassParamJavadoc(component.getDeclaringRecord())
                .get(component.getName());
    }

    /** Where all that is said of a text is which texts there are, such as {@code `open`, `moderated` or `closed`}. */
    @SuppressWarnings("unchecked")
    private static void enumerate(Schema<?> property) {
        String said = property.getDescription();
        if (said != null
                && property.getEnum() == null
                && isText(property)
                && CHOICE.matcher(said).matches()) {
            ((Schema<Object>) property)
                    .setEnum(ONE_OF_THEM
                            .matcher(said)
                            .results()
                            .<Object>map(one -> one.group(1))
                            .toList());
        }
    }

    private static boolean isText(Schema<?> property) {
        return property.getTypes() != null && property.getTypes().equals(Set.of("string"));
    }

    private static void limitItems(Schema<?> property, RecordComponent component) {
        if (property.getItems() != null && component.getAnnotatedType() instanceof AnnotatedParameterizedType list) {
            limit(property.getItems(), list.getAnnotatedActualTypeArguments()[0]);
        }
    }

    private static void limit(Schema<?> property, AnnotatedElement element) {
        Line line = annotation(element, Line.class);
        Text text = annotation(element, Text.class);
        WebAddress address = annotation(element, WebAddress.class);
        if (property.getPattern() != null && !property.getPattern().startsWith("^")) {
            // of the whole text, as Jakarta Validation takes it
            property.setPattern("^(?:" + property.getPattern() + ")$");
        }
        if (line != null) {
            lengths(property, line.min(), line.max());
        } else if (text != null) {
            lengths(property, text.min(), text.max());
        } else if (address != null) {
            property.setMaxLength(address.max());
            property.setFormat(address.pathToo() ? "uri-reference" : "uri");
        } else if (annotation(element, MailAddress.class) != null) {
            property.setMaxLength(EmailAddress.LONGEST);
            property.setFormat("email");
        } else if (annotation(element, SlugShape.class) != null) {
            property.setMaxLength(Slug.MAX_LENGTH);
            property.setPattern(SLUG);
        }
        if (annotation(element, NotEmpty.class) != null && property.getMaxItems() != null) {
            // which the lists' least size of nought would have overwritten
            property.setMinItems(Math.max(1, property.getMinItems()));
        }
    }

    private static void lengths(Schema<?> property, int min, int max) {
        property.setMinLength(min == 0 ? null : min);
        property.setMaxLength(max);
    }

    /** As OpenAPI 3.1 says it: null is a type. */
    private static Schema<?> orNull(Schema<?> property) {
        if (property.getTypes() != null && !property.getTypes().isEmpty()) {
            Set<String> types = new LinkedHashSet<>(property.getTypes());
            types.add("null");
            property.setTypes(types);
            addNull(property);
            return property;
        }
        Schema<?> nothing = new JsonSchema();
        nothing.setTypes(Set.of("null"));
        Schema<?> either = new JsonSchema();
        // by which it is found again where the record is unwrapped into another
        either.setName(property.getName());
        either.setDescription(property.getDescription());
        property.setDescription(null);
        either.setAnyOf(List.of(property, nothing));
        return either;
    }

    @SuppressWarnings("unchecked")
    private static void addNull(Schema<?> property) {
        if (property.getEnum() != null && !property.getEnum().contains(null)) {
            List<Object> values = new ArrayList<>(property.getEnum());
            values.add(null);
            ((Schema<Object>) property).setEnum(values);
        }
    }

    private static boolean isAnnotated(RecordComponent component, Class<? extends Annotation> type) {
        return annotation(component, type) != null;
    }

    /** Of a component itself, its field, or its type. */
    private static <A extends Annotation> @Nullable A annotation(AnnotatedElement element, Class<A> type) {
        A found = element.getAnnotation(type);
        if (found != null || !(element instanceof RecordComponent component)) {
            return found;
        }
        found = component.getAccessor().getAnnotation(type);
        if (found != null) {
            return found;
        }
        found = component.getAnnotatedType().getAnnotation(type);
        try {
            return found != null
                    ? found
                    : component
                            .getDeclaringRecord()
                            .getDeclaredField(component.getName())
                            .getAnnotation(type);
        } catch (NoSuchFieldException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
