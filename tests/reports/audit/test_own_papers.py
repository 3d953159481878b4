"""Our own papers stand the audit."""

from __future__ import annotations

import pytest

from bsb.project import Project
from bsb.reports.audit.audit import audit_file


@pytest.mark.parametrize("folder", ["prosessdokumenter", "sammenligninger"])
def test_our_papers_have_no_faults(example: Project, folder: str) -> None:
    papers = sorted((example.output / folder).glob("*.docx"))
    assert papers
    for path in papers:
        audit = audit_file(path, example.config)
        assert [(fault.kind, fault.message) for fault in audit.faults] == [], path.name
        assert audit.headings > 3
