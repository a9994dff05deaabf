from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "minhdinh.assessments"

    def ready(self) -> None:
        from minhdinh.assessments.carrying.work import inherited_work  # noqa: PLC0415 (apps must be loaded)
        from minhdinh.assessments.domain.evidence_changes import on_evidence_changed  # noqa: PLC0415
        from minhdinh.assessments.domain.evidence_context import (  # noqa: PLC0415
            evidence_context,
            is_assessment_open,
        )
        from minhdinh.assessments.domain.merged_citations import FOLLOWER  # noqa: PLC0415
        from minhdinh.assessments.domain.opening import open_assessment  # noqa: PLC0415
        from minhdinh.assessments.domain.queries import years_of_school  # noqa: PLC0415
        from minhdinh.assessments.domain.rule_changes import on_rules_corrected  # noqa: PLC0415
        from minhdinh.assessments.evidence_facts import (  # noqa: PLC0415
            criteria_asked,
            needed_numbers,
            uncited_statements,
            usual_kinds,
        )
        from minhdinh.assessments.navigation import ENTRIES  # noqa: PLC0415
        from minhdinh.assessments.presenters.review_work import comment_work, step_review_work  # noqa: PLC0415
        from minhdinh.assessments.start_work import start_work  # noqa: PLC0415
        from minhdinh.assessments.suggestions.work import suggestion_work  # noqa: PLC0415
        from minhdinh.assessments.work import register_work  # noqa: PLC0415
        from minhdinh.common.events import subscribe  # noqa: PLC0415
        from minhdinh.evidence.context import (  # noqa: PLC0415
            register_assessment_facts,
            register_criteria_asked,
            register_needed_numbers,
            register_year_context,
        )
        from minhdinh.evidence.events import EvidenceChanged  # noqa: PLC0415
        from minhdinh.evidence.importing.opening import register_year_opener  # noqa: PLC0415
        from minhdinh.evidence.moves.following import register_follower  # noqa: PLC0415
        from minhdinh.organisations.web import register_nav, years_provider  # noqa: PLC0415
        from minhdinh.standards.events import RulesCorrected  # noqa: PLC0415

        start_work()
        register_work(comment_work)
        register_work(step_review_work)
        subscribe(EvidenceChanged, on_evidence_changed)
        subscribe(RulesCorrected, on_rules_corrected)
        years_provider(years_of_school)
        register_work(suggestion_work)
        register_work(inherited_work)
        register_year_context(evidence_context, is_assessment_open)
        register_year_opener(open_assessment)
        register_follower(FOLLOWER)
        register_assessment_facts(uncited_statements, usual_kinds)
        register_criteria_asked(criteria_asked)
        register_needed_numbers(needed_numbers)
        register_nav(*ENTRIES)
