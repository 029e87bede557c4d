"""Everything that can be wrong with a bundle or with a row to be scored.

ClairscoreError
└── BundleError                 a bundle cannot be used
    ├── BundleMissingError      there is no bundle, or a file of it is absent
    ├── BundleCorruptError      a file's size, hash or content is not what the manifest says
    ├── BundleContractError     written for another contract number or library version
    ├── GoldenRowError          the model does not give back the scores it was built with
    └── SupersededError         another bundle became active while this one was looked at
└── InvalidFormError            an application form that cannot be scored

Every message has three parts: what is wrong, what was got, what to do.
"""


class ClairscoreError(Exception):
    """Base of the errors that a person can act on; its text is a full sentence."""


class BundleError(ClairscoreError):
    """A bundle cannot be used."""


class BundleMissingError(BundleError):
    """The bundle or one of its files is missing."""


class BundleCorruptError(BundleError):
    """A file's size, hash or content is not what the manifest says."""


class BundleContractError(BundleError):
    """The bundle was written for another contract number or library version."""


class GoldenRowError(BundleError):
    """The model does not give back the scores it was built with."""


class SupersededError(BundleError):
    """Another bundle became active while this one was compared with the one before."""


class InvalidFormError(ClairscoreError):
    """An application form cannot be scored: unknown column, wrong type, value out of range."""
