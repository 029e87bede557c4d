"""The commands of the offline half: ``python -m model_build demo|build|score|verify|publish|rollback|compare``."""

from model_build.cli.commands import main

if __name__ == "__main__":
    main()
