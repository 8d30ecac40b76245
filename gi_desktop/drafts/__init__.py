"""Drafts (草稿): the .xxgk file, and what the data folder keeps for it."""

from gi_desktop.drafts.archive import Archive, Sealed
from gi_desktop.drafts.draft import (
    STATUS_NAMES,
    Draft,
    Explanation,
    SealRecord,
    SetDraft,
    SetExplanations,
    Status,
    with_reason,
)
from gi_desktop.drafts.file import (
    SUFFIX,
    digest,
    digest_of,
    encode_draft,
    read_digested,
    read_draft,
    write_draft,
    write_file,
)
from gi_desktop.drafts.history import Changed, DraftEdit, History
from gi_desktop.drafts.holding import BEAT, Held, Hold, Owner, hold, holder, take_over
from gi_desktop.drafts.last_year import attach, begun_after, detach
from gi_desktop.drafts.profiles import Profiles
from gi_desktop.drafts.saving import Saved, Saving, rescue, save
from gi_desktop.drafts.store import Recent, Recovery, Store, data_folder
from gi_desktop.drafts.trail import Trace, Trail, TrailStep
from gi_desktop.drafts.versions import Kind, Version, Versions
from gi_desktop.drafts.words import ChangedOutsideError, DraftError, SaveError
from gi_desktop.drafts.writer import Writer

__all__ = [
    "BEAT",
    "STATUS_NAMES",
    "SUFFIX",
    "Archive",
    "Changed",
    "ChangedOutsideError",
    "Draft",
    "DraftEdit",
    "DraftError",
    "Explanation",
    "Held",
    "History",
    "Hold",
    "Kind",
    "Owner",
    "Profiles",
    "Recent",
    "Recovery",
    "SaveError",
    "Saved",
    "Saving",
    "SealRecord",
    "Sealed",
    "SetDraft",
    "SetExplanations",
    "Status",
    "Store",
    "Trace",
    "Trail",
    "TrailStep",
    "Version",
    "Versions",
    "Writer",
    "attach",
    "begun_after",
    "data_folder",
    "detach",
    "digest",
    "digest_of",
    "encode_draft",
    "hold",
    "holder",
    "read_digested",
    "read_draft",
    "rescue",
    "save",
    "take_over",
    "with_reason",
    "write_draft",
    "write_file",
]
