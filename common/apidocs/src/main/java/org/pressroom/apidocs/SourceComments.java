package org.pressroom.apidocs;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.EntityTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.ReturnTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.providers.JavadocProvider;

/** The comments of classes, record components and methods, read from the sources by the compiler that is there anyway. */
final class SourceComments implements JavadocProvider {

    /** Where a module's tests find the sources, of which those that are not there are left out. */
    private static final List<Path> ROOTS = List.of(Path.of("src/main/java"), Path.of("../common/src/main/java"));

    private static final Pattern OTHER_NAMES = Pattern.compile("(?<names>(?:,\\w+)+)\\s+(?<about>.*)", Pattern.DOTALL);

    private final Map<String, Comment> comments = new HashMap<>();

    private record Comment(String text, @Nullable String returns, Map<String, String> parameters) {}

    SourceComments() {
        List<Path> sources = ROOTS.stream()
                .filter(Files::isDirectory)
                .flatMap(SourceComments::sources)
                .toList();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, fault -> {}, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
            DocTrees trees = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                new Reader(trees, String.valueOf(unit.getPackageName())).scan(unit, null);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Stream<Path> sources(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Notes the comments of a file by the names that reflection has for what they are about. */
    private final class Reader extends TreePathScanner<@Nullable Void, @Nullable Void> {

        private final DocTrees trees;
        private final List<String> names = new ArrayList<>();

        Reader(DocTrees trees, String packageName) {
            this.trees = trees;
            names.add(packageName);
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
            String outer = names.get(names.size() - 1);
            names.add(outer + (names.size() == 1 ? "." : "$") + type.getSimpleName());
            note(names.get(names.size() - 1));
            super.visitClass(type, null);
            names.remove(names.size() - 1);
            return null;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            note(key(
                    names.get(names.size() - 1),
                    method.getName().toString(),
                    method.getParameters().size()));
            return null;
        }

        private void note(String key) {
            DocCommentTree comment = trees.getDocCommentTree(getCurrentPath());
            if (comment != null) {
                comments.put(key, comment(comment));
            }
        }
    }

    private static Comment comment(DocCommentTree comment) {
        Map<String, String> parameters = new HashMap<>();
        String returns = null;
        for (DocTree tag : comment.getBlockTags()) {
            if (tag instanceof ParamTree parameter && !parameter.isTypeParameter()) {
                note(parameters, parameter.getName().toString(), text(parameter.getDescription()));
            } else if (tag instanceof ReturnTree result) {
                returns = sentence(text(result.getDescription()));
            }
        }
        return new Comment(text(comment.getFullBody()), returns, parameters);
    }

    /** One comment may be about several names, with commas between them. */
    private static void note(Map<String, String> parameters, String name, String text) {
        Matcher others = OTHER_NAMES.matcher(text);
        String about = others.matches() ? others.group("about") : text;
        parameters.put(name, sentence(about));
        if (others.matches()) {
            for (String other : others.group("names").substring(1).split(",", -1)) {
                parameters.put(other, sentence(about));
            }
        }
    }

    private static String sentence(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static String text(List<? extends DocTree> parts) {
        return parts.stream()
                .map(SourceComments::part)
                .collect(Collectors.joining())
                .replaceAll("[ \t]*\n[ \t]*(?!\n)", " ")
                .replaceAll(" ?\u2029 ?", "\n\n")
                .replaceAll(" {2,}", " ")
                .strip();
    }

    private static String part(DocTree part) {
        if (part instanceof TextTree text) {
            return text.getBody();
        } else if (part instanceof LiteralTree literal) {
            return literal.getKind() == DocTree.Kind.CODE
                    ? "`" + literal.getBody().getBody() + "`"
                    : literal.getBody().getBody();
        } else if (part instanceof LinkTree link) {
            return link.getLabel().isEmpty()
                    ? link.getReference().getSignature().replaceAll("^.*[.#]", "")
                    : text(link.getLabel());
        } else if (part instanceof EntityTree entity) {
            return "&" + entity.getName() + ";";
        }
        return part instanceof StartElementTree element && element.getName().contentEquals("p") ? "\u2029" : "";
    }

    private static String key(String type, String method, int parameters) {
        return type + "#" + method + "/" + parameters;
    }

    private @Nullable Comment of(Method method) {
        return comments.get(key(method.getDeclaringClass().getName(), method.getName(), method.getParameterCount()));
    }

    @Override
    public String getClassJavadoc(Class<?> type) {
        Comment comment = comments.get(type.getName());
        return comment == null ? "" : comment.text();
    }

    @Override
    public Map<String, String> getRecordClassParamJavadoc(Class<?> type) {
        Comment comment = comments.get(type.getName());
        return comment == null ? Map.of() : comment.parameters();
    }

    @Override
    public String getMethodJavadocDescription(Method method) {
        Comment comment = of(method);
        return comment == null ? "" : comment.text();
    }

    @Override
    public @Nullable String getMethodJavadocReturn(Method method) {
        Comment comment = of(method);
        return comment == null ? null : comment.returns();
    }

    @Override
    public Map<String, String> getMethodJavadocThrows(Method method) {
        return Map.of();
    }

    @Override
    public @Nullable String getParamJavadoc(Method method, String name) {
        Comment comment = of(method);
        return comment == null ? null : comment.parameters().get(name);
    }

    @Override
    public @Nullable String getFieldJavadoc(Field field) {
        return null;
    }

    @Override
    public String getFirstSentence(String text) {
        return Arrays.stream(text.split("(?<=[.!?])\\s", 2)).findFirst().orElse("");
    }
}
