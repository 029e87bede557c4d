"""The categories that features are planned with where no table is read: those of the labels, in their order."""

from model_build.labels.form_categories import FORM_CATEGORIES
from model_build.labels.previous_categories import PREVIOUS_CATEGORIES

CATEGORIES = {
    name: tuple(category.value for category in listed)
    for name, listed in {**FORM_CATEGORIES, **PREVIOUS_CATEGORIES}.items()
}
