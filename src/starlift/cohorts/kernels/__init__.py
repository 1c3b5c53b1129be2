"""Kernels: how the notebooks of a cohort get kernels fast, one of their own each.

A *zygote* (`zygote`) is a process that has imported once what every notebook imports. It forks a kernel for each
notebook, so a kernel begins with everything loaded and shares nothing that it changes. `nursery` starts the zygote and
asks it for kernels, `forked` makes such a kernel look like any other to Jupyter, `client` talks to it without the fixed
waits of the stock client, and `engine` is what papermill knows of all this.
"""
