"""Modules whose tests stand under another name, and why that reads better.

Every other module of more than 30 lines has ``tests/<room>/…/test_<module>.py``.
"""

COVERED_BY: dict[str, str] = {
    # The API is tested through calls, a file a subject.
    "src/minhdinh/api/domain/evidence_files.py": "tests/api/test_evidence.py",
    "src/minhdinh/api/domain/reads.py": "tests/api/test_evidence.py",
    "src/minhdinh/api/gate.py": "tests/api/test_assessments.py",
    "src/minhdinh/api/main.py": "tests/api/test_schema.py",
    "src/minhdinh/api/routers/catalogue.py": "tests/api/test_assessments.py",
    "src/minhdinh/api/shapes.py": "tests/api/test_schema.py",
    # Notices and reads of comments are seen through the verbs that cause them.
    "src/minhdinh/assessments/domain/comment_notices.py": "tests/assessments/domain/test_comments.py",
    "src/minhdinh/assessments/domain/comment_queries.py": "tests/assessments/domain/test_comments.py",
    "src/minhdinh/assessments/domain/review_notices.py": "tests/assessments/domain/test_review.py",
    # Files of a visit are opened where notes are written.
    "src/minhdinh/appraisals/views/visit_files.py": "tests/appraisals/views/test_visit_notes.py",
    # Words, data and files of checks and packs are seen where they come together.
    "src/minhdinh/evidence/actions.py": "tests/evidence/collecting/test_states.py",
    "src/minhdinh/evidence/health/details.py": "tests/evidence/health/test_checks.py",
    "src/minhdinh/evidence/health/telling.py": "tests/evidence/health/test_findings.py",
    "src/minhdinh/evidence/models/pack.py": "tests/evidence/pack/test_making.py",
    "src/minhdinh/evidence/pack/contents.py": "tests/evidence/pack/test_making.py",
    "src/minhdinh/evidence/pack/index.py": "tests/evidence/pack/test_making.py",
    # Papers of a decision are seen when they are made, what is published on the page, proposals by deciding.
    "src/minhdinh/documents/decision_form.py": "tests/documents/domain/test_decision_papers.py",
    "src/minhdinh/documents/sample_decision.py": "tests/documents/domain/test_decision_papers.py",
    "src/minhdinh/portal/domain/public_report.py": "tests/portal/domain/test_publishing.py",
    "src/minhdinh/portal/navigation.py": "tests/access/test_menu.py",
    "src/minhdinh/portal/models/published_evaluation.py": "tests/portal/domain/test_evaluations.py",
    "src/minhdinh/portal/models/published_report.py": "tests/portal/domain/test_publishing.py",
    "src/minhdinh/recognition/domain/proposing.py": "tests/recognition/domain/test_deciding.py",
    # Every address of conclusions is opened by the walk over all addresses.
    "src/minhdinh/appraisals/urls_concluding.py": "tests/access/test_routes.py",
    # Readers, reads and pages of an import are seen through whole files, through the writing, through the browser.
    "src/minhdinh/evidence/importing/drafts.py": "tests/evidence/importing/test_views.py",
    "src/minhdinh/evidence/importing/known.py": "tests/evidence/importing/test_writing.py",
    "src/minhdinh/evidence/importing/plain_tables.py": "tests/evidence/importing/test_reading.py",
    "src/minhdinh/evidence/importing/presenting.py": "tests/evidence/importing/test_views.py",
    "src/minhdinh/evidence/importing/word_tables.py": "tests/evidence/importing/test_reading.py",
    # Addresses of visits are walked by the pages' tests.
    "src/minhdinh/appraisals/urls_visits.py": "tests/appraisals/views/test_visit_plan.py",
}
