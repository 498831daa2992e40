package io.gatehouse.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** STYLE, as far as a machine can check it. */
class StyleTest {

    private static final String GENERATED =
            "io.gatehouse.(contracts.(facts|usage)|authz|internal).v1.*";

    @Test
    void no_class_is_named_for_what_says_nothing() {
        for (String ending :
                List.of(
                        "Manager",
                        "Helper",
                        "Util",
                        "Utils",
                        "Processor",
                        "Impl",
                        "Dto",
                        "Base",
                        "Common")) {
            noClasses()
                    .that(areOurs())
                    .should()
                    .haveSimpleNameEndingWith(ending)
                    .because("STYLE 12: a class is named by what it is or by what differs")
                    .allowEmptyShould(true)
                    .check(ProductClasses.all());
        }
    }

    @Test
    void no_field_is_injected() {
        noFields()
                .that()
                .areDeclaredInClassesThat(areOurs())
                .should()
                .beAnnotatedWith("jakarta.inject.Inject")
                .because("STYLE, norms: constructors say what a class needs")
                .check(ProductClasses.all());
    }

    @Test
    void deciders_and_the_engine_ask_neither_clock_nor_chance() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Decider")
                .or()
                .resideInAPackage("io.gatehouse.policy..")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .because("STYLE 9: time, ids and chance are passed in")
                .check(ProductClasses.all());
    }

    @Test
    void every_package_of_ours_is_null_marked() {
        List<String> unmarked =
                ProductClasses.all().stream()
                        .filter(areOurs())
                        .map(JavaClass::getPackage)
                        .distinct()
                        .filter(p -> !p.isAnnotatedWith(NullMarked.class))
                        .map(JavaPackage::getName)
                        .sorted()
                        .toList();
        assertThat(unmarked).as("STYLE 11: @NullMarked everywhere").isEmpty();
    }

    private static DescribedPredicate<JavaClass> areOurs() {
        return DescribedPredicate.describe(
                "are written by us",
                c -> !c.getPackageName().matches(GENERATED) && !c.getName().contains("_"));
    }
}
